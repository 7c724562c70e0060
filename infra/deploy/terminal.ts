import { confirm, input, password } from '@inquirer/prompts';
import type { Ask } from './ports.ts';

/** A person at a terminal. What is secret is not shown while it is typed. */
export const terminalAsk = (): NonNullable<Ask> => ({
  text: ({ message, usual, isSecret, wrong }) => {
    const validate = (answer: string) => wrong(answer) ?? true;
    return isSecret
      ? password({ message, mask: '*', validate })
      : input({ message, validate, ...(usual === undefined ? {} : { default: usual }) });
  },
  yes: (message) => confirm({ message, default: false }),
});
