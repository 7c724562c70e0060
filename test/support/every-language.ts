/** Imported for what it does: every language is there at once, as tests that compare them want it. */
import { loadWords } from '../../functions/words/catalogue.ts';
import { LOCALES } from '../../functions/words/preferences.ts';

await Promise.all(LOCALES.map(loadWords));
