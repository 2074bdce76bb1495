import { onTestFinished } from "vitest"
import { ainexlayerMount } from "../../../src/relay/dialects/ainexlayer.ts"
import { axeleredMount } from "../../../src/relay/dialects/axelered.ts"
import { type Rig, type RigOptions, startApi } from "../api/rig.ts"

/** The relay's API with both dialects mounted, closed when the test ends. */
export async function startDialects(options: Omit<RigOptions, "dialects"> = {}): Promise<Rig> {
  const rig = await openDialects(options)
  onTestFinished(() => rig.close())
  return rig
}

/** The same for a whole file, which closes it by itself. */
export function openDialects(options: Omit<RigOptions, "dialects"> = {}): Promise<Rig> {
  return startApi({
    ...options,
    dialects: ({ services, access }) => {
      const authenticate = (authorization: string | undefined) => access.authenticate(authorization)
      const { endpoints, deliveries } = services
      return [
        axeleredMount({ endpoints, authenticate }),
        ainexlayerMount({ endpoints, deliveries, authenticate }),
      ]
    },
  })
}
