//! Random keys, typing, scans and touches, and the results that they must not have.

use std::collections::VecDeque;

use anyhow::{Result, bail, ensure};
use test_support::random::SeededRandom;
use test_support::window::Window;
use test_support::window::keys::{
    BACKSPACE, CONTROL, DELETE, DOWN, ENTER, ESCAPE, F1, F2, F4, F7, F8, F9, TAB, UP,
};

const KEYS: [char; 16] = [
    ENTER, ENTER, ENTER, ESCAPE, BACKSPACE, DELETE, UP, DOWN, TAB, F1, F2, F4, F7, F8, F9, F9,
];
/// Undo, print a copy, the drawer, the menu, lock.
const WITH_CONTROL: [char; 5] = ['z', 'p', 'd', 'k', 'l'];
/// Inputs between two returns to the counter.
const STRAYED_AFTER: u32 = 12;
/// How many inputs ago a payment may have been intended, because the screen lags behind the keys.
const MEMORY: usize = 4;

/// The centres of all clickable elements, except those that open a dialog of the desktop.
const PRESSABLE: &str = r#"
    const all = document.querySelectorAll('button:not(:disabled), [role=menuitem], tr[tabindex]');
    return [...all].flatMap((one) => {
        const box = one.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const isOnTop = one.contains(document.elementFromPoint(x, y));
        const opensDesktop = /choose|browse|folder|file-save/.test(one.dataset.testid ?? "");
        return isOnTop && !opensDesktop ? [[x, y]] : [];
    });"#;

/// One input of a person at the register.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Input {
    Scan(String),
    Type(String),
    Key(char),
    Chord(char),
    Click,
}

/// Random input that can be repeated with its seed.
#[derive(Debug)]
pub(super) struct RandomInput {
    random: SeededRandom,
    codes: Vec<String>,
    done: u32,
    paid: u32,
    torn: u32,
    /// Whether each of the last inputs may have been an intended payment.
    could_pay: VecDeque<bool>,
    showed_done: bool,
}

impl RandomInput {
    pub(super) fn new(seed: u64) -> Self {
        let pieces = register::sample::rows().filter(|row| !row.barcode.is_empty());
        let mut codes: Vec<_> = pieces.map(|row| row.barcode.to_owned()).collect();
        codes.push("4006381333931".to_owned());
        Self {
            random: SeededRandom::new(seed),
            codes,
            done: 0,
            paid: 0,
            torn: 0,
            could_pay: VecDeque::new(),
            showed_done: false,
        }
    }

    /// Makes one input; an error if it paid without a payment being intended.
    pub(super) async fn act(&mut self, window: &Window) -> Result<()> {
        let input = self.next_input();
        let pays = window.shows("tender-screen").await? || leads_to_payment(&input);
        self.could_pay.push_front(pays);
        self.could_pay.truncate(MEMORY);
        self.done += 1;
        match &input {
            Input::Scan(code) => {
                // A machine that stalls turns a scan into typing, which is worth testing, too.
                self.torn += u32::from(!window.scan(code).await?);
            }
            Input::Type(text) => window.press(text).await?,
            Input::Key(key) => window.key(*key).await?,
            Input::Chord(key) => window.chord(CONTROL, *key).await?,
            Input::Click => self.click(window).await?,
        }
        ensure!(
            !window.shows("screen-failure").await?,
            "a screen broke at {input:?}"
        );
        let shows_done = window.shows("done-screen").await?;
        if shows_done && !self.showed_done {
            self.paid += 1;
            if !self.could_pay.contains(&true) {
                bail!("{input:?} paid, and nobody was at the payment");
            }
        }
        self.showed_done = shows_done;
        Ok(())
    }

    /// Whether it is time to go back to the counter: random input leads nowhere on most screens.
    pub(super) fn has_strayed(&self) -> bool {
        self.done.is_multiple_of(STRAYED_AFTER)
    }

    /// A summary of the input, for the log of the run.
    pub(super) fn tally(&self) -> String {
        format!(
            "{} inputs, {} payments, {} scans at no scanner's speed",
            self.done, self.paid, self.torn
        )
    }

    fn next_input(&mut self) -> Input {
        match self.random.below(20) {
            0..=6 => Input::Scan(self.random.pick(&self.codes).cloned().unwrap_or_default()),
            7..=8 => {
                let digits = self.random.below(1_000).to_string();
                let star = if self.random.below(3) == 0 { "*" } else { "" };
                Input::Type(format!("{digits}{star}"))
            }
            9..=10 => Input::Key(self.random.pick(&[F9, ENTER]).copied().unwrap_or(F9)),
            11..=14 => Input::Key(self.random.pick(&KEYS).copied().unwrap_or(ESCAPE)),
            15 => Input::Chord(self.random.pick(&WITH_CONTROL).copied().unwrap_or('z')),
            16 if self.random.below(4) == 0 => Input::Chord(ENTER),
            _ => Input::Click,
        }
    }

    async fn click(&mut self, window: &Window) -> Result<()> {
        let places = window.client().execute(PRESSABLE, Vec::new()).await?;
        let places: Vec<(f64, f64)> = serde_json::from_value(places)?;
        let Some(&(x, y)) = self.random.pick(&places) else {
            return Ok(());
        };
        window.touch(x, y).await
    }
}

/// Exact cash is one key or one touch, and F9 opens the payment before the test sees its screen.
fn leads_to_payment(input: &Input) -> bool {
    matches!(input, Input::Chord(ENTER) | Input::Click | Input::Key(F9))
}
