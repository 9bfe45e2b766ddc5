// Counts what the test runner wrote down. Says why some were skipped, and last what failed and why. The last line is the count.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const files = readdirSync(folder).filter(name => name.endsWith('.trx'));
const skipped = new Map();
const failed = [];
let passed = 0;

for (const file of files) {
  const text = readFileSync(join(folder, file), 'utf8');
  for (const [whole, attributes] of text.matchAll(/<UnitTestResult ([^>]*?)(?:\/>|>[\s\S]*?<\/UnitTestResult>)/g)) {
    const name = attributes.match(/testName="([^"]*)"/)?.[1];
    const outcome = attributes.match(/outcome="([^"]*)"/)?.[1];
    const reason = whole.match(/<Message>([\s\S]*?)<\/Message>/)?.[1].trim() ?? 'no reason given';
    if (outcome === 'Passed') passed++;
    else if (outcome === 'NotExecuted') skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    else failed.push(`failed: ${name} (${reason.slice(0, 600)})`);
  }
}

for (const [reason, tests] of skipped) console.log(`skipped: ${tests} tests (${reason})`);
for (const failure of failed) console.log(failure);
const notRun = [...skipped.values()].reduce((sum, tests) => sum + tests, 0);
console.log(`${passed} passed, ${failed.length} failed, ${notRun} skipped`);
process.exit(files.length > 0 && passed > 0 ? 0 : 1);
