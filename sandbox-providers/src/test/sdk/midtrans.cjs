// midtrans-client against our Midtrans: its host is fixed, so its calls go through the test's own proxy.
const http = require('node:http');
const { HttpsProxyAgent } = require('https-proxy-agent');
const midtrans = require('midtrans-client');
const { control, refused, report } = require('./proof.cjs');

report(async () => {
  const url = process.env.WIRE_URL;
  const options = { isProduction: false, serverKey: process.env.WIRE_KEY, clientKey: 'SB-Mid-client-sandbox' };
  const redirected = (client) => {
    Object.assign(client.httpClient.http_client.defaults, { httpsAgent: new HttpsProxyAgent(process.env.WIRE_PROXY), proxy: false });
    return client;
  };
  const core = redirected(new midtrans.CoreApi(options));
  const snap = redirected(new midtrans.Snap(options));
  const stranger = redirected(new midtrans.CoreApi({ ...options, serverKey: 'SB-Mid-server-stranger' }));

  const heard = [];
  const shop = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      heard.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise((up) => shop.listen(0, '127.0.0.1', up));
  await control(url, '/_control/account', { notification_url: `http://127.0.0.1:${shop.address().port}/` }, 'PUT');

  const charge = (order_id, more) => core.charge({ transaction_details: { order_id, gross_amount: 40000 }, ...more });
  const made = await charge('sdk-va', { payment_type: 'bank_transfer', bank_transfer: { bank: 'bca' } });
  const used = await refused(() => charge('sdk-va', { payment_type: 'qris', qris: {} }));
  const canceled = await core.transaction.cancel('sdk-va');
  await charge('sdk-qr', { payment_type: 'qris', qris: { acquirer: 'gopay' } });
  const pending = await core.transaction.status('sdk-qr');
  await control(url, '/_control/charges/sdk-qr/pay');
  const half = await core.transaction.refund('sdk-qr', { refund_key: 'r-1', amount: 15000, reason: 'test' });
  const rest = await core.transaction.refundDirect('sdk-qr', { refund_key: 'r-2', amount: 25000, reason: 'test' });
  await charge('sdk-old', { payment_type: 'cstore', cstore: { store: 'indomaret', message: 'x' } });
  await core.transaction.expire('sdk-old');
  const old = await core.transaction.status('sdk-old'); // the SDK lets the odd 407 pass
  const page = await snap.createTransaction({ transaction_details: { order_id: 'sdk-card', gross_amount: 90000 } });
  for (let i = 0; i < 100 && !heard.some((one) => one.transaction_status === 'refund'); i++) {
    await new Promise((later) => setTimeout(later, 50));
  }
  const told = heard.find((one) => one.transaction_status === 'settlement');
  const verified = await core.transaction.notification(told); // the SDK's own check: it asks for the status
  shop.close();

  return {
    created: { code: made.status_code, amount: made.gross_amount, number: made.va_numbers[0].va_number },
    used: used.httpStatusCode,
    canceled: canceled.transaction_status,
    pending: pending.transaction_status,
    half: half.transaction_status,
    rest: rest.transaction_status,
    old: old.transaction_status,
    page: page.redirect_url,
    told: { order: told.order_id, signature: told.signature_key },
    verified: { order: verified.order_id, status: verified.transaction_status, refunds: verified.refunds.length },
    missing: (await refused(() => core.transaction.status('no-such-order'))).httpStatusCode,
    stranger: (await refused(() => stranger.transaction.status('sdk-qr'))).httpStatusCode,
  };
});
