// Plain JavaScript on purpose: it must also be readable by the old Node it warns about.
const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED) {
  console.error(
    `This project runs on Node ${NEEDED} or later; this is Node ${process.versions.node} at ${process.execPath}.\n` +
      `'npm ci' brings Node ${NEEDED} for linux (x64, arm64), windows (x64) and macOS (x64, arm64), and 'npm run' then finds it first.\n` +
      `On ${process.platform} ${process.arch} it did not: run 'npm ci' without --omit=optional, start through 'npm run', or install Node ${NEEDED} yourself.`,
  );
  process.exit(1);
}
