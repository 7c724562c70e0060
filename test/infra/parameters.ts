import { json, type LoopbackServer, serve } from '../../infra/local/loopback/serve.ts';

/** SSM on this machine, as far as our functions know it: it gives these parameters by their names. */
export const startParameters = (values: Readonly<Record<string, string>>): Promise<LoopbackServer> =>
  serve(({ body }) => {
    const { Name: name } = JSON.parse(body) as { Name: string };
    return values[name] === undefined
      ? json({ __type: 'ParameterNotFound' }, 400)
      : json({ Parameter: { Name: name, Type: 'SecureString', Value: values[name] } });
  });
