import "./style/tokens.css"
import "./style/base.css"
import "./style/parts.css"
import "./style/shell.css"
import "./style/deliveries.css"
import "./style/body.css"
import "./style/delivery.css"
import "./style/comparison.css"
import "./style/pages.css"
import "./style/endpoints.css"
import "./style/events.css"
import "./style/charts.css"
import { render } from "preact"
import { startFeed } from "./relay/feed.ts"
import { openSession } from "./relay/session.ts"
import { startRouter } from "./router.ts"
import { Shell } from "./shell.tsx"
import { startTheme } from "./theme.ts"

startTheme()
// Before the router, which would take `#code=…` for a page.
void openSession(location.hash)
startRouter()
startFeed()
render(<Shell />, document.getElementById("page")!)
