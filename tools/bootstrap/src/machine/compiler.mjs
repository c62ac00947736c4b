import { hasProgram } from '../../../../libs/machine/src/index.cjs';

export const NO_COMPILER =
  'there is no C++ compiler for the native part of tfjs-node: install g++ (Debian, Ubuntu: `apt-get install g++`)';

/** The C++ compiler's name, or undefined. */
export const compiler = () => process.env.CXX || ['g++', 'c++', 'clang++'].find((name) => hasProgram(name));
