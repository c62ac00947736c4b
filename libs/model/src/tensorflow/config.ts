/** libtensorflow reads its settings from the environment while it loads: import this before tfjs-node. */
export function configureTensorflow(): void {
  // Warnings and errors only, not one line for each CPU feature.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  // oneDNN compiles kernels for the CPU and the shapes at hand: slower for rows this small, and less repeatable.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0';
}

configureTensorflow();
