/** What nnU-Net's plans usually say of a network's blocks (part of `arch_kwargs`). */
export const usualBlocks = {
  conv_op: 'torch.nn.modules.conv.Conv3d',
  conv_bias: true,
  norm_op: 'torch.nn.modules.instancenorm.InstanceNorm3d',
  norm_op_kwargs: { eps: 1e-5, affine: true },
  dropout_op: null,
  dropout_op_kwargs: null,
  nonlin: 'torch.nn.LeakyReLU',
  nonlin_kwargs: { inplace: true },
};
