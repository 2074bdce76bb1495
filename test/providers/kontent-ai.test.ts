import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { sign } from "../support/signing.ts"

// Of test/signatures/signature.spec.ts in kontent-ai/webhook-helper-js.
const SECRET = "hx3snVrI9E2Lgpi1LaL+WfiPWCh88OjI7Bv/3ihq+Qo="
const SIGNATURE = "k97ud4G3+Bo58p4LDJQY8SK81AThPMIDlZQjyWJbOgI="
const DELIVERY = {
  notifications: [
    {
      data: {
        system: {
          id: "74fda2ec-5f05-45e6-801c-0b041697256c",
          name: "This changes everything!",
          codename: "this_changes_everything_",
          collection: "default",
          workflow: "default",
          workflow_step: "published",
          language: "default",
          type: "product_update",
          last_modified: "2025-11-26T10:12:53.4900599Z",
        },
      },
      message: {
        environment_id: "2db94c54-294a-016e-81d4-826f7e4a11d8",
        object_type: "content_item",
        action: "workflow_step_changed",
        delivery_slot: "preview",
        action_context: { previous_workflow: "default", previous_workflow_step: "draft" },
      },
    },
  ],
}

test("the signature in the tests of Kontent.ai's own helper is reproduced, over lines that end with CRLF", () => {
  const body = Buffer.from(JSON.stringify(DELIVERY, null, 2).replaceAll("\n", "\r\n"))
  const { signature } = sign(findProvider("kontent-ai").scheme, {
    secrets: [SECRET],
    id: "1",
    timestampMs: 0,
    eventType: "content_item.workflow_step_changed",
    body,
  })
  expect(signature).toEqual({ header: "X-Kontent-ai-Signature", field: null, value: SIGNATURE })
})
