import { live } from "../event-type.ts"
import type { EventType, JsonObject } from "../provider.ts"
import type { SampleContext } from "../sample.ts"
import { PEOPLE } from "./shared-samples.ts"

const id = (context: SampleContext, prefix: string): string => `${prefix}_${context.characters(10)}`

function document(status: string, more: JsonObject = {}) {
  return (context: SampleContext): JsonObject => ({
    documentId: id(context, "doc"),
    workspaceId: id(context, "ws"),
    filename: context.pick(["handbook.pdf", "contract.pdf", "price-list.xlsx"]),
    status,
    ...more,
  })
}

function conversation(context: SampleContext): JsonObject {
  return {
    conversationId: id(context, "conv"),
    workspaceId: id(context, "ws"),
    userId: id(context, "user"),
  }
}

function message(role: "user" | "assistant", content: string) {
  return (context: SampleContext): JsonObject => ({
    messageId: id(context, "msg"),
    ...conversation(context),
    role,
    content,
  })
}

const workspace = (context: SampleContext): JsonObject => ({
  workspaceId: id(context, "ws"),
  name: context.pick(["Research", "Customer Support", "Legal"]),
})

const member = (context: SampleContext): JsonObject => ({
  workspaceId: id(context, "ws"),
  userId: id(context, "user"),
})

function user(context: SampleContext): JsonObject {
  const { name, email } = context.pick(PEOPLE)
  return { userId: id(context, "user"), email, name }
}

function session(context: SampleContext): JsonObject {
  return { userId: id(context, "user"), email: context.pick(PEOPLE).email }
}

/** The 19 event types of AINexLayer. */
export const ainexlayerEvents: readonly EventType[] = [
  live("document.uploaded", "Document uploaded to a workspace", document("uploaded")),
  live("document.processed", "Document processing completed", document("processed")),
  live(
    "document.failed",
    "Document processing failed",
    document("failed", { error: "The file is password-protected." }),
  ),
  live("document.deleted", "Document deleted from a workspace", document("deleted")),
  live(
    "document.updated",
    "Document metadata updated",
    document("processed", { updatedFields: ["filename"] }),
  ),
  live(
    "chat.message",
    "New chat message sent",
    message("user", "Which suppliers have a notice period of 30 days?"),
  ),
  live("chat.conversation.started", "New conversation started", conversation),
  live("chat.conversation.ended", "Conversation ended", conversation),
  live(
    "chat.response.generated",
    "AI response generated",
    message("assistant", "Three suppliers: Northwind Traders, Globex and Initech."),
  ),
  live("workspace.created", "New workspace created", workspace),
  live("workspace.updated", "Workspace settings updated", (context) => ({
    ...workspace(context),
    updatedFields: ["name"],
  })),
  live("workspace.deleted", "Workspace deleted", workspace),
  live("workspace.user.added", "User added to a workspace", member),
  live("workspace.user.removed", "User removed from a workspace", member),
  live("user.created", "New user registered", user),
  live("user.updated", "User profile updated", (context) => ({ ...user(context), updatedFields: ["name"] })),
  live("user.deleted", "User account deleted", session),
  live("user.login", "User logged in", session),
  live("user.logout", "User logged out", session),
]
