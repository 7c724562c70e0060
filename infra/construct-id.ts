/** `take-snapshot` → `TakeSnapshot`: how things are called in the template. */
export const constructId = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
