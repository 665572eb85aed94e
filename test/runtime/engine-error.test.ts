import { EngineError } from '../../src/runtime/engine-error.js';

const fullGpu =
  '/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:154 std::conditional_t<THRW, void, onnxruntime::common::Status> onnxruntime::CudaCall(ERRTYPE, const char*, int) [with ERRTYPE = cudaError; bool THRW = true; std::conditional_t<THRW, void, common::Status> = void] ' +
  '/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:146 std::conditional_t<THRW, void, onnxruntime::common::Status> onnxruntime::CudaCall(ERRTYPE, const char*, int) [with ERRTYPE = cudaError; bool THRW = true; std::conditional_t<THRW, void, common::Status> = void] ' +
  'CUDA failure 2: out of memory ; GPU=0 ; hostname=vm ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=352 ; expr=cudaSetDevice(info_.device_id); ';

const noAdapter =
  '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters';

describe('EngineError', () => {
  // The first two are what onnxruntime 1.30 said on a GPU of which another process had taken all memory, signatures shortened.
  test.each([
    [fullGpu, 'CUDA failure 2: out of memory'],
    [noAdapter, 'Failed to get a WebGPU adapter: No supported adapters'],
    [' Invalid model: no such operator (Foo)\n', 'Invalid model: no such operator (Foo)'],
  ])('leaves the source of onnxruntime out of what it tells (%#)', (message, gist) => {
    expect(new EngineError(message).message).toBe(gist);
  });

  test('a full GPU is a lack of memory, a missing one is not', () => {
    expect(new EngineError(fullGpu).isOutOfMemory).toBe(true);
    expect(new EngineError(noAdapter).isOutOfMemory).toBe(false);
  });
});

test.each([
  ['CUDA failure 2: out of memory', true],
  ['Failed to allocate memory for requested buffer of size 123', true],
  ['std::bad_alloc', true],
  ['Array buffer allocation failed', true],
  ['Worker terminated due to reaching memory limit: JS heap out of memory', true],
  ['Got invalid dimensions for input', false],
])('"%s" is out of memory: %s', (message, expected) => {
  expect(new EngineError(message).isOutOfMemory).toBe(expected);
});
