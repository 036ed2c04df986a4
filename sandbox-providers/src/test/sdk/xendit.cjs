// xendit-node against our Xendit: it takes an address, so nothing has to be redirected.
const { Xendit } = require('xendit-node');
const { control, refused, report } = require('./proof.cjs');

report(async () => {
  const url = process.env.WIRE_URL;
  const xendit = new Xendit({ secretKey: process.env.WIRE_KEY, xenditURL: url });
  const ask = (referenceId, paymentMethod, idempotencyKey) =>
    xendit.PaymentRequest.createPaymentRequest({
      idempotencyKey,
      data: { referenceId, amount: 25000, currency: 'IDR', country: 'ID', paymentMethod },
    });
  const account = {
    type: 'VIRTUAL_ACCOUNT',
    reusability: 'ONE_TIME_USE',
    virtualAccount: { channelCode: 'BRI', channelProperties: { customerName: 'Budi', expiresAt: new Date(Date.now() + 3600000) } },
  };
  const wallet = {
    type: 'EWALLET',
    reusability: 'ONE_TIME_USE',
    ewallet: {
      channelCode: 'DANA',
      channelProperties: { successReturnUrl: 'https://shop.example/good', failureReturnUrl: 'https://shop.example/bad' },
    },
  };

  const made = await ask('sdk-va', account, 'key-1');
  const again = await ask('sdk-va', account, 'key-1');
  const expired = await xendit.PaymentMethod.expirePaymentMethod({ paymentMethodId: made.paymentMethod.id });
  const qr = await ask('sdk-qr', { type: 'QR_CODE', reusability: 'ONE_TIME_USE', qrCode: { channelCode: 'QRIS' } });
  const dana = await ask('sdk-wallet', wallet, 'key-2');
  await control(url, '/_control/charges/sdk-wallet/pay');
  const asked = await xendit.PaymentRequest.getPaymentRequestByID({ paymentRequestId: dana.id });
  const refund = await xendit.Refund.createRefund({
    data: { paymentRequestId: dana.id, amount: 10000, reason: 'REQUESTED_BY_CUSTOMER', referenceId: 'refund-1' },
  });
  const found = await xendit.Refund.getRefund({ refundID: refund.id });
  const tooMuch = await refused(() =>
    xendit.Refund.createRefund({ data: { paymentRequestId: dana.id, amount: 15001, reason: 'REQUESTED_BY_CUSTOMER' } }));
  const stranger = new Xendit({ secretKey: 'xnd_production_stranger', xenditURL: url });

  return {
    created: { reference: made.referenceId, amount: made.amount, number: made.paymentMethod.virtualAccount.channelProperties.virtualAccountNumber },
    sameForTheSameKey: made.id === again.id,
    canceled: expired.status,
    qr: qr.paymentMethod.qrCode.channelProperties.qrString,
    page: dana.actions[0].url,
    paid: asked.status,
    refund: { amount: found.amount, request: found.paymentRequestId === dana.id, reference: found.referenceId },
    tooMuch: tooMuch.errorCode,
    balance: (await xendit.Balance.getBalance({ accountType: 'CASH' })).balance,
    stranger: (await refused(() => stranger.Balance.getBalance({}))).status,
  };
});
