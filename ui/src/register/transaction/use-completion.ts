import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { playSound } from "@/kit/sound/sound";
import { isRefusal } from "@/register/api/api-error";
import type { CartView, OfferInput } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { cartQuery } from "@/register/api/queries";
import { withApproval } from "@/register/approval/approval-store";

export interface Completion {
  readonly busy: boolean;
  readonly complete: (offer: OfferInput) => Promise<void>;
}

/** Pays for the cart as it stands: however often it is pressed, it is one command, one sale. */
export function useCompletion(cart: CartView, onFailure: (error: unknown) => void): Completion {
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useRef<{ readonly revision: number; readonly id: string }>(undefined);
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const complete = async (offer: OfferInput): Promise<void> => {
    if (running.current) {
      return;
    }
    running.current = true;
    setBusy(true);
    if (command.current?.revision !== cart.revision) {
      command.current = { revision: cart.revision, id: newCommandId() };
    }
    const { id } = command.current;
    try {
      const done = await withApproval(
        (approval) => api.tenderComplete(id, cart.revision, [offer], approval),
        {
          askFacts: () =>
            Promise.resolve([
              { label: "approval.discount", value: cart.discount.text },
              { label: "approval.total", value: cart.total.text },
            ]),
        },
      );
      if (done === undefined) {
        return;
      }
      playSound("done");
      client.setQueryData(cartQuery.queryKey, { ...cart, done });
      await navigate({ to: "/sell/done", replace: true });
      await client.invalidateQueries({ queryKey: cartQuery.queryKey });
    } catch (error) {
      playSound("error");
      onFailure(error);
      if (isRefusal(error, "cart_changed")) {
        await client.invalidateQueries({ queryKey: cartQuery.queryKey });
      }
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, complete };
}
