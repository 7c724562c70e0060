import { STSClient } from '@aws-sdk/client-sts';
import { BotError } from '../../functions/kit/errors.ts';
import { answersIn, completed, isRegion, type Source, USUAL_REGION } from './answers.ts';
import { type AwsPorts, awsPorts } from './aws.ts';

/** As the SDK finds it, but for `.env`: variables, then the profile. */
export const regionIn = async (source: Source): Promise<string | undefined> =>
  answersIn(source).AWS_REGION ??
  (source['AWS_DEFAULT_REGION'] || (await new STSClient({}).config.region().catch(() => undefined)));

/** Where to ask, when nobody has said a region that can be one: who is signed in is the same everywhere. */
export const askable = (region: string | undefined): string => (isRegion(region) ? region : USUAL_REGION);

/**
 * AWS for somebody who is signed in there, with nobody to ask.
 *
 * @throws {Misconfigured} naming the region and the signing in at once, when both are missing.
 * @throws {Unreachable} nobody there could be asked.
 */
export async function signedIn(source: Source): Promise<{ region: string; ports: AwsPorts }> {
  const region = await regionIn(source);
  const ports = awsPorts(askable(region));
  const hurdle = await hurdleOf(ports);
  await completed(region === undefined ? {} : { AWS_REGION: region }, null, ['AWS_REGION'], hurdle);
  return { region: askable(region), ports };
}

const hurdleOf = ({ account }: AwsPorts): Promise<BotError | undefined> =>
  account.who().then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof BotError) return error;
      throw error;
    },
  );
