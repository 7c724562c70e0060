import type { FunctionName } from '../../../functions/kit/env.contract.ts';

type Kind = 'grants' | 'variables';
type Row = Record<Kind, number> & { killed: number };

/** What was taken away from each function, and how often somebody noticed. */
export class Tally {
  readonly #rows = new Map<FunctionName, Row>();

  add(name: FunctionName, kind: Kind, killed: boolean): void {
    const row = this.#rows.get(name) ?? { grants: 0, variables: 0, killed: 0 };
    this.#rows.set(name, { ...row, [kind]: row[kind] + 1, killed: row.killed + Number(killed) });
  }

  table(): string {
    const sum = (key: keyof Row) => [...this.#rows.values()].reduce((total, row) => total + row[key], 0);
    const all: Row = { grants: sum('grants'), variables: sum('variables'), killed: sum('killed') };
    const lines = [...this.#rows, ['all', all] as const].map(([name, { grants, variables, killed }]) =>
      line(name, grants, variables, `${killed} of ${grants + variables}`),
    );
    return `${[line('function', 'grants', 'variables', 'mutants killed'), ...lines].join('\n')}\n`;
  }
}

const line = (name: string, ...cells: readonly (string | number)[]): string =>
  [name.padEnd(22), ...cells.map((cell) => String(cell).padStart(16))].join('');
