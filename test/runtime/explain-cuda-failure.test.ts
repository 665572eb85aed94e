import { explainCudaFailure } from '../../src/runtime/explain-cuda-failure.js';

// What onnxruntime 1.26 says where there is no driver, its signatures shortened.
const noDriver =
  '/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:114 std::conditional_t<THRW, void, Status> onnxruntime::CudaCall(ERRTYPE) [with ERRTYPE = cudaError; bool THRW = true] CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ; hostname=a ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=336 ; expr=cudaSetDevice(info_.device_id); \n\n';

describe('a failure of CUDA that is about the driver', () => {
  test.each([
    [null, /^this machine has no NVIDIA driver; .*525\.60\.13 or a later one$/],
    ['470.82.01', /^NVIDIA's driver is 470\.82\.01; .*525\.60\.13/],
    ['525.60.9', /^NVIDIA's driver is 525\.60\.9; /],
    ['525.60.13', /^NVIDIA's driver 525\.60\.13 would do .*docker run --gpus all/],
    ['1000.1', /^NVIDIA's driver 1000\.1 would do /],
  ])('with driver %s', (driver, words) => {
    expect(explainCudaFailure(noDriver, driver)).toMatch(words);
  });

  test('a driver without a GPU', () => {
    expect(
      explainCudaFailure('CUDA failure 100: no CUDA-capable device is detected', '580.65.06'),
    ).toMatch(/shows no GPU/);
  });

  test.each([
    'CUDA failure 2: out of memory',
    'CUDA failure 350: of another kind',
    'libcublas.so.12: cannot open shared object file: No such file or directory',
  ])('nothing is said of "%s"', (told) => {
    expect(explainCudaFailure(told, null)).toBeNull();
  });
});
