/** Closes a test run with one plain line, for scripts: `12 passed, 0 failed, 1 skipped`. */
export default class CountReporter {
  onRunComplete(
    _contexts,
    { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites },
  ) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.stdout.write(
      `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`,
    );
  }
}
