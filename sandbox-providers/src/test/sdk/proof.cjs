// What the three scripts share: the other side of the counter, refusals as values, and one line of JSON at the end.
async function control(url, path, body = {}, method = 'POST') {
  const answer = await fetch(url + path, { method, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function refused(work) {
  try {
    await work();
  } catch (refusal) {
    return refusal;
  }
  throw new Error('this should have been refused');
}

function report(work) {
  work().then(
    (result) => process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0)),
    (failure) => {
      console.error(failure);
      process.exit(1);
    },
  );
}

module.exports = { control, refused, report };
