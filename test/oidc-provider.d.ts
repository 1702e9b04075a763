// What tests use of oidc-provider, which brings no types of its own.

declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export type ProviderContext = {
    body: unknown
    oidc?: {
      route: string
      session: { accountId?: string } | undefined
      client: { clientId: string } | undefined
    }
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>)
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    use(step: (context: ProviderContext, next: () => Promise<void>) => Promise<void>): void
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
    ): Promise<void>
    Grant: new (parts: {
      accountId: string
      clientId: string
    }) => {
      addOIDCScope(scopes: string): void
      save(): Promise<string>
    }
  }

  type Policy = unknown[] & { add(prompt: unknown, position: number): void }
  export const interactionPolicy: {
    base: () => Policy
    Prompt: new (parts: { name: string; requestable: boolean }) => unknown
  }
}
