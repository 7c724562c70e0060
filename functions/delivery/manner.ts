/** A button under a message: what a tap sends back, at most 64 bytes. */
export type Tap = { label: string; data: string };

/**
 * How something is said, beside its words.
 * @property silent without a sound, or with one; without it, as loud as it is grave.
 * @property mention a role that is called by it, on platforms with roles; not when it is silent.
 */
export type Manner = { silent?: boolean; buttons?: readonly (readonly Tap[])[]; mention?: string };
