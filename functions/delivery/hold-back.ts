/** Why a message waits for another time of the chat's. */
export const HOLD_BACKS = ['quiet hours', 'muted for now'] as const;
export type HoldBack = (typeof HOLD_BACKS)[number];
