import { z } from 'zod';
import { ModelError } from '../../errors.js';
import type { Nonlin, Norm } from './architecture.js';

/** The names of PyTorch classes, and their arguments, as plans give them. */
export interface TorchOperatorNames {
  readonly conv_op: string;
  readonly norm_op?: string | null | undefined;
  readonly norm_op_kwargs?: object | null | undefined;
  readonly dropout_op?: string | null | undefined;
  readonly nonlin?: string | null | undefined;
  readonly nonlin_kwargs?: object | null | undefined;
}

const inplace = z.boolean().optional();
const nonlins: Readonly<Record<string, z.ZodType<Nonlin>>> = {
  LeakyReLU: z
    .strictObject({ negative_slope: z.number().default(0.01), inplace })
    .transform(({ negative_slope }) => ({ kind: 'LeakyReLU', negativeSlope: negative_slope })),
  ReLU: z.strictObject({ inplace }).transform(() => ({ kind: 'ReLU' })),
  ELU: z
    .strictObject({ alpha: z.number().default(1), inplace })
    .transform(({ alpha }) => ({ kind: 'ELU', alpha })),
  SiLU: z.strictObject({ inplace }).transform(() => ({ kind: 'SiLU' })),
  GELU: z
    .strictObject({ approximate: z.literal('none').optional() })
    .transform(() => ({ kind: 'GELU' })),
};

const normKwargs = {
  eps: z.number().positive().default(1e-5),
  momentum: z.number().nullish(),
};
const norms: Readonly<Record<string, z.ZodType<Norm>>> = {
  // With running statistics an instance norm would use them at inference; no nnU-Net does that.
  InstanceNorm: z
    .strictObject({
      ...normKwargs,
      affine: z.boolean().default(false),
      track_running_stats: z.literal(false).optional(),
    })
    .transform(({ eps, affine }) => ({ kind: 'instance', eps, affine })),
  BatchNorm: z
    .strictObject({
      ...normKwargs,
      affine: z.boolean().default(true),
      track_running_stats: z.literal(true).optional(),
    })
    .transform(({ eps, affine }) => ({ kind: 'batch', eps, affine })),
};

/**
 * Reads which convolution, normalisation and nonlinearity a network uses. Dropout does nothing at
 * inference, so that it need only be known to be dropout.
 *
 * @throws ModelError naming an operator or argument that is not supported, and those that are
 */
export function readTorchOperators(names: TorchOperatorNames): {
  dimension: 2 | 3;
  norm: Norm | null;
  nonlin: Nonlin | null;
} {
  const dimension = readDimension(names.conv_op);
  checkDropout(names.dropout_op);
  return {
    dimension,
    norm: readNorm(names, dimension),
    nonlin: readNonlin(names),
  };
}

function readDimension(convOp: string): 2 | 3 {
  const name = torchName(convOp);
  if (name === 'Conv2d') return 2;
  if (name === 'Conv3d') return 3;
  throw unsupported('convolution', convOp, ['Conv2d', 'Conv3d']);
}

function readNorm({ norm_op, norm_op_kwargs }: TorchOperatorNames, dimension: 2 | 3): Norm | null {
  if (norm_op == null) return null;
  const suffix = `${dimension}d`;
  const kind = Object.keys(norms).find((norm) => norm + suffix === torchName(norm_op));
  if (kind === undefined) {
    const supported = Object.keys(norms).map((norm) => norm + suffix);
    throw unsupported(`normalisation of a ${dimension}-D network`, norm_op, supported);
  }
  return parseKwargs(norms[kind]!, 'norm_op_kwargs', norm_op, norm_op_kwargs);
}

function readNonlin({ nonlin, nonlin_kwargs }: TorchOperatorNames): Nonlin | null {
  if (nonlin == null) return null;
  const kind = Object.keys(nonlins).find((supported) => supported === torchName(nonlin));
  if (kind === undefined) throw unsupported('nonlinearity', nonlin, Object.keys(nonlins));
  return parseKwargs(nonlins[kind]!, 'nonlin_kwargs', nonlin, nonlin_kwargs);
}

function checkDropout(dropoutOp: string | null | undefined): void {
  const supported = ['Dropout', 'Dropout2d', 'Dropout3d'];
  if (dropoutOp != null && !supported.includes(torchName(dropoutOp))) {
    throw unsupported('dropout', dropoutOp, supported);
  }
}

function parseKwargs<T>(schema: z.ZodType<T>, key: string, name: string, kwargs: unknown): T {
  const parsed = schema.safeParse(kwargs ?? {});
  if (parsed.success) return parsed.data;
  throw new ModelError(
    `The plans' ${key} for ${name} cannot be used:\n${z.prettifyError(parsed.error)}`,
  );
}

/** `Conv3d` of `torch.nn.modules.conv.Conv3d`; a class from elsewhere keeps its whole name. */
function torchName(qualified: string): string {
  return qualified.startsWith('torch.nn.') ? qualified.split('.').at(-1)! : qualified;
}

function unsupported(what: string, name: string, supported: readonly string[]): ModelError {
  return new ModelError(
    `The plans name the ${what} ${name}; supported are ${supported.join(', ')} of torch.nn`,
  );
}
