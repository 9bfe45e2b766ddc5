// Counts what the test runner wrote down; names what failed or was skipped, and why. The last line is the count.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const files = readdirSync(folder).filter(name => name.endsWith('.trx'));
const count = { Passed: 0, Failed: 0, NotExecuted: 0 };

for (const file of files) {
  const text = readFileSync(join(folder, file), 'utf8');
  for (const [whole, attributes] of text.matchAll(/<UnitTestResult ([^>]*?)(?:\/>|>[\s\S]*?<\/UnitTestResult>)/g)) {
    const name = attributes.match(/testName="([^"]*)"/)?.[1];
    const outcome = attributes.match(/outcome="([^"]*)"/)?.[1] ?? 'Failed';
    count[outcome === 'Passed' || outcome === 'NotExecuted' ? outcome : 'Failed']++;
    const reason = whole.match(/<Message>([\s\S]*?)<\/Message>/)?.[1].trim() ?? 'no reason given';
    if (outcome === 'NotExecuted') console.log(`skipped: ${name} (${reason})`);
    else if (outcome !== 'Passed') console.log(`failed: ${name} (${reason.slice(0, 300)})`);
  }
}

console.log(`${count.Passed} passed, ${count.Failed} failed, ${count.NotExecuted} skipped`);
process.exit(files.length > 0 && count.Passed > 0 ? 0 : 1);
