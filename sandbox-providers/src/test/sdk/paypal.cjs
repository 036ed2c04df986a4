// @paypal/paypal-server-sdk against our PayPal: its host is fixed, so its calls go through the test's own proxy.
const { Client, Environment, OrdersController, PaymentsController, CheckoutPaymentIntent } = require('@paypal/paypal-server-sdk');
const { control, refused, report } = require('./proof.cjs');

report(async () => {
  const url = process.env.WIRE_URL;
  const proxy = new URL(process.env.WIRE_PROXY);
  const client = (secret) =>
    new Client({
      clientCredentialsAuthCredentials: { oAuthClientId: 'sandbox-client-id', oAuthClientSecret: secret },
      environment: Environment.Sandbox,
      httpClientOptions: { proxySettings: { address: `http://${proxy.hostname}`, port: Number(proxy.port) } },
    });
  const orders = new OrdersController(client(process.env.WIRE_KEY));
  const payments = new PaymentsController(client(process.env.WIRE_KEY));
  const body = {
    intent: CheckoutPaymentIntent.Capture,
    purchaseUnits: [{ referenceId: 'sdk-1', customId: 'sdk-1', amount: { currencyCode: 'USD', value: '40.00' } }],
    paymentSource: { paypal: { experienceContext: { returnUrl: 'https://shop.example/back', cancelUrl: 'https://shop.example/no' } } },
  };

  const made = (await orders.createOrder({ body, paypalRequestId: 'key-1', prefer: 'return=representation' })).result;
  const again = (await orders.createOrder({ body, paypalRequestId: 'key-1' })).result;
  const early = await refused(() => orders.captureOrder({ id: made.id }));
  await control(url, `/_control/charges/${made.id}/pay`);
  const approved = (await orders.getOrder({ id: made.id })).result;
  const captured = (await orders.captureOrder({ id: made.id, paypalRequestId: 'key-2' })).result;
  const captureId = captured.purchaseUnits[0].payments.captures[0].id;
  const capture = (await payments.getCapturedPayment({ captureId })).result;
  const refund = (await payments.refundCapturedPayment({
    captureId,
    paypalRequestId: 'refund-1',
    prefer: 'return=representation',
    body: { amount: { currencyCode: 'USD', value: '15.00' }, customId: 'refund-1' },
  })).result;
  const found = (await payments.getRefund({ refundId: refund.id })).result;
  const tooMuch = await refused(() =>
    payments.refundCapturedPayment({ captureId, body: { amount: { currencyCode: 'USD', value: '25.01' } } }));
  const stranger = await refused(() => new OrdersController(client('other')).createOrder({ body }));

  return {
    created: { status: made.status, amount: made.purchaseUnits[0].amount.value, page: made.links.find((link) => link.rel === 'payer-action').href },
    sameForTheSameKey: made.id === again.id,
    early: early.result.details[0].issue,
    approved: approved.status,
    captured: captured.status,
    capture: { status: capture.status, amount: capture.amount.value, custom: capture.customId },
    refund: { status: found.status, amount: found.amount.value, custom: found.customId },
    tooMuch: tooMuch.result.details[0].issue,
    stranger: stranger.statusCode ?? String(stranger),
  };
});
