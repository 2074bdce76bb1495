import type { VNode } from "preact"
import { ChartsPage } from "./charts/charts-page.tsx"
import { DeliveriesPage } from "./deliveries/deliveries-page.tsx"
import { EndpointsPage } from "./endpoints/endpoints-page.tsx"
import { EventsPage } from "./events/events-page.tsx"
import { Button } from "./parts/button.tsx"
import { Toasts } from "./parts/toast.tsx"
import { feedState } from "./relay/feed.ts"
import { endSession, token } from "./relay/session.ts"
import { addressOf, page, PAGES, type PageName } from "./router.ts"
import { SignIn } from "./sign-in.tsx"
import { switchTheme, theme } from "./theme.ts"

const TITLES: Readonly<Record<PageName, string>> = {
  deliveries: "Deliveries",
  endpoints: "Endpoints",
  events: "Events",
  charts: "Charts",
}
const CONTENT: Readonly<Record<PageName, () => VNode>> = {
  deliveries: DeliveriesPage,
  endpoints: EndpointsPage,
  events: EventsPage,
  charts: ChartsPage,
}
const FEED = {
  connecting: { mark: "◌", text: "Connecting" },
  live: { mark: "●", text: "Live" },
  lost: { mark: "▲", text: "Connecting again" },
} as const

/** The page: sign-in, or the navigation and what it leads to. */
export function Shell(): VNode {
  if (token.value === null) return <SignIn />
  const Content = CONTENT[page.value]
  document.title = `${TITLES[page.value]} · whk`
  return (
    <>
      <a class="skip" href="#main" onClick={focusMain}>
        Skip to the content
      </a>
      <header class="bar">
        <span class="bar-name">whk</span>
        <nav class="bar-pages" aria-label="Pages">
          {PAGES.map((name) => (
            <a key={name} href={addressOf(name)} aria-current={name === page.value ? "page" : undefined}>
              {TITLES[name]}
            </a>
          ))}
        </nav>
        <FeedMark />
        <Button kind="quiet" onClick={switchTheme} title="Changes between dark and light">
          {theme.value === "dark" ? "☀ Light" : "☾ Dark"}
        </Button>
        <Button kind="quiet" onClick={() => endSession()} title="Forgets this page's key">
          Sign out
        </Button>
      </header>
      <main id="main" class="main" tabIndex={-1}>
        <Content key={page.value} />
      </main>
      <Toasts />
    </>
  )
}

function FeedMark(): VNode {
  const { mark, text } = FEED[feedState.value]
  return (
    <span class="feed" data-state={feedState.value} role="status">
      <span aria-hidden="true">{mark}</span> {text}
    </span>
  )
}

// The address is the router's: a real jump to #main would leave the page.
function focusMain(event: Event): void {
  event.preventDefault()
  document.getElementById("main")?.focus()
}
