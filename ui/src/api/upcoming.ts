/** How far joining a shop is; asked for while `enrol_join` runs. */
export interface JoinProgress {
  state: "idle" | "contacting" | "downloading" | "finishing" | "done" | "failed";
  rows_done: number;
  rows_total: number | null;
  /** What was typed, when a join was begun and not finished: it can be gone on with. */
  begun: { server_url: string; code: string; register_name: string } | null;
}

export interface UpcomingCommands {
  joinProgress: () => Promise<JoinProgress>;
}
