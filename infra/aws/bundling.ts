/** One small ES module for each function, by esbuild; the SDK inside, because the runtime's own drifts. The bench bundles so too. */
export const BUNDLING = {
  minify: true,
  // Errors are logged by the name of their class, which minifying would turn into one letter.
  keepNames: true,
  mainFields: ['module', 'main'],
  target: 'node24',
  // CommonJS packages inside an ES module still call `require`, which does not exist there.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
};
