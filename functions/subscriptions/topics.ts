import type { RuleKey } from '../alerts/rule.ts';

/** A personal rule's key ends with its first owner; topics have none. */
export const isPersonal = (topic: string): topic is RuleKey => topic.includes('@');
export const isShared = (topic: string): boolean => !isPersonal(topic);
