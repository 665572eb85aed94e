import { AutopetError, ResourceError } from '../errors.js';

/** A kind of error that is thrown on purpose. */
export type Failure = new (message: string, options?: ErrorOptions) => AutopetError;

/** What the machine has run out of, whichever file it was. */
const exhausted: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space, or choose another place',
  EDQUOT: 'the disk quota is used up. Free some space, or choose another place',
  EFBIG:
    'the file would become larger than its file system or this process may write. Choose another place, or raise the limit (ulimit -f)',
  ENOMEM: 'the system has no memory left. Close other programs, or give the container more memory',
  EMFILE:
    'this process has too many files open. Raise the limit (ulimit -n), or work on fewer files at once',
  ENFILE: 'the system has too many files open. Close other programs',
  EIO: 'the disk or its connection fails. Check it, or choose another place',
};

/** What is wrong with the file that was asked for. */
const refused: Readonly<Record<string, string>> = {
  EACCES: 'permission denied. Change its permissions, or choose another place',
  EPERM: 'the system does not permit it. Change its permissions, or choose another place',
  EROFS: 'its file system is read-only. Choose another place',
  EISDIR: 'it is a folder. Expected a file',
  ENOTREG: 'it is a pipe, a socket or a device. Expected an ordinary file',
  ENOTDIR: 'a part of its path is a file. Expected folders on the way to it',
  ENAMETOOLONG: 'its name is too long. Choose a shorter one',
  ENOENT: 'it does not exist. Check the path',
  EEXIST: 'something else has its name, or that of its folder, already. Choose another one',
  ENOTEMPTY: 'it is a folder that is not empty. Choose another one',
  ELOOP: 'its links lead in a circle. Correct them',
  EBUSY: 'another program uses it. Close that program, and try again',
};

/** A failed call to the system, such as ENOENT or ENOSPC. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
}

/**
 * The error to throw when something fails that was done with a file: a system error says in plain
 * words what is wrong and what to do. All others, AutopetErrors and faults of autopet's own, are given
 * back as they are.
 *
 * @param path the file as the user knows it
 * @param done what could not be done with it: `read`, `written`
 * @param Refused what is thrown unless the machine has run out of something, which is a ResourceError
 */
export function systemError(error: unknown, path: string, done: string, Refused: Failure): unknown {
  if (error instanceof AutopetError || !isSystemError(error)) return error;
  const code = error.code ?? '';
  const reason = exhausted[code] ?? refused[code] ?? `${error.message}. Try another place`;
  const Kind = code in exhausted ? ResourceError : Refused;
  return new Kind(`${path} cannot be ${done} (${code}): ${reason}.`, { cause: error });
}
