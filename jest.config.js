// Tests are TypeScript checked against `src`, but run against the built `dist`, so that what is
// tested is what ships and the inference worker is found where it will be found in production.
export default {
  testEnvironment: './test/support/environment.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
  },
  moduleNameMapper: {
    '^(?:\\.\\./)+src/(.*)\\.js$': '<rootDir>/dist/$1.js',
  },
  resolver: './test/support/resolver.cjs',
  // Jest's own default leaves one processor idle, half of the machine where there are two.
  maxWorkers: '100%',
  testTimeout: 120_000,
  reporters: ['default', './test/support/count-reporter.js'],
};
