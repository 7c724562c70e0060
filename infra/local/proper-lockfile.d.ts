declare module 'proper-lockfile' {
  type Options = {
    lockfilePath?: string;
    /** Milliseconds without a sign of life after which a lock may be taken over; at least 5,000. */
    stale?: number;
    retries?: { retries: number; factor: number; minTimeout: number };
  };

  const lockfile: {
    /** @returns how to release it. @throws an Error with code `ELOCKED`. */
    lock(file: string, options?: Options): Promise<() => Promise<void>>;
  };
  export default lockfile;
}
