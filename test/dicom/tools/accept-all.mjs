// A server with a certificate that stores nothing:   node test/dicom/tools/accept-all.mjs KEY.pem CERTIFICATE.pem
// Prints its port, and ends with whoever started it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [, , key, certificate] = process.argv;
const server = createServer(
  { key: readFileSync(key), cert: readFileSync(certificate) },
  (request, response) => {
    request.resume().on('end', () => response.end('{}'));
  },
);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
