// Calls the container's server: node request.mjs METHOD PATH [HOW_OFTEN_AT_ONCE]; prints a line per answer.
const [method, path, count = '1'] = process.argv.slice(2);
const call = async () => {
  const response = await fetch(`http://127.0.0.1:4743${path}`, { method }).catch(() => null);
  return response === null ? 'refused' : `${response.status} ${(await response.text()).trim()}`;
};
for (const line of await Promise.all(Array.from({ length: Number(count) }, call)))
  console.log(line);
