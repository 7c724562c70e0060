import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands for `@aws-sdk/credential-provider-node` in bundles: the credentials of the function's role, as Lambda puts them
 * into the environment before the first line runs.
 *
 * They come without an end: the sandbox ends before they do. The SDK reads them with each request, which takes microseconds.
 */
export const defaultProvider = fromEnv;
