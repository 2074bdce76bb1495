declare module "sns-validator" {
  export default class MessageValidator {
    constructor(hostPattern?: RegExp, encoding?: string)
    validate(message: string, callback: (error: Error | null, message?: unknown) => void): void
  }
}

declare module "braintree" {
  interface BraintreeNotification {
    readonly kind: string
    readonly timestamp: string
    readonly subject: unknown
  }
  interface BraintreeSample {
    readonly bt_signature: string
    readonly bt_payload: string
  }
  export const Environment: { readonly Sandbox: unknown }
  export class BraintreeGateway {
    constructor(options: {
      readonly environment: unknown
      readonly merchantId: string
      readonly publicKey: string
      readonly privateKey: string
    })
    readonly webhookNotification: {
      parse(signature: string, payload: string): Promise<BraintreeNotification>
      verify(challenge: string): string
    }
    readonly webhookTesting: { sampleNotification(kind: string, id: string): Promise<BraintreeSample> }
  }
}
