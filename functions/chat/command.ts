/** What can be asked. Later commands are further words here; both platforms read them into this one union. */
export const COMMANDS = ['hashprice', 'help'] as const;
export type Command = (typeof COMMANDS)[number];

/** `/hashprice`, `/hashprice@the_bot`, `/start anything`; undefined when it is not a command of ours. */
export function parseCommand(text: string): Command | undefined {
  const [, word] = /^\/([a-z_]{1,32})(?:@\w{1,64})?(?:\s|$)/i.exec(text.trim()) ?? [];
  const name = word?.toLowerCase() === 'start' ? 'help' : word?.toLowerCase();
  return COMMANDS.find((command) => command === name);
}
