/** The first instant that Discord numbers from. @see https://discord.com/developers/docs/reference#snowflakes */
const EPOCH_MS = 1_420_070_400_000;

/** When something was made, by its id. */
export const madeAt = (snowflakeId: string): Date => new Date(Number(BigInt(snowflakeId) >> 22n) + EPOCH_MS);
