import { DataFiles } from '../src/process/DataFiles.js';
import { DatabaseVault } from '../src/repository/DatabaseVault.js';

// A program that encrypts a data folder anew, again and again, until it is killed; each time it prints a line.
const [folder = '', atRestKey = ''] = process.argv.slice(2);
const files = new DataFiles(folder);
const vault = await DatabaseVault.unlock(files, Buffer.from(atRestKey, 'hex'));
for (const path of [files.book, files.documents, files.readModel, files.repository]) vault.open(path);
for (;;) {
  process.stdout.write('\n');
  await vault.renew();
}
