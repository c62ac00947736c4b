/** Sets the environment that libtensorflow reads while it loads. */
export function configureTensorflow(): void {
  // Warnings and errors only, without a line for each CPU feature.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  // oneDNN compiles kernels for each CPU and shape: slower for small rows, and less reproducible.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0';
}
