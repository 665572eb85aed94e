// One call to the container's server: node request.mjs METHOD PATH; prints the status and the body.
const [method, path] = process.argv.slice(2);
const response = await fetch(`http://127.0.0.1:4743${path}`, { method }).catch(() => null);
console.log(response === null ? 'refused' : `${response.status} ${(await response.text()).trim()}`);
