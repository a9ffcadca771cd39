/** Teams' connector for the measured bot, in a process of its own: takes every message and edit. */
import { createServer } from 'node:http';

createServer((request, response) => {
  request.resume().once('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/readyz' ? '{}' : '{"id":"1:sent"}');
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
