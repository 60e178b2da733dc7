//! The key that encrypts the file.

use domain::entry::Hash;
use zeroize::Zeroizing;

/// A random 256-bit key. It is handed to the cipher raw: a passphrase's key derivation would cost a
/// quarter of a second at each open and not improve on 256 random bits. It is wiped when dropped.
#[derive(Clone)]
pub struct LedgerKey(Zeroizing<[u8; 32]>);

impl LedgerKey {
    /// A key from the key store.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Makes a new random key.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// The bytes for the key store.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A digest that identifies this key without revealing it.
    pub(crate) fn fingerprint(&self) -> String {
        Hash::of_parts(b"kasapro-ledger-key/1", &[self.0.as_slice()]).to_hex()
    }

    /// The statement that gives the key to `SQLCipher`. It is wiped when dropped.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut sql = Zeroizing::new(String::with_capacity(96));
        sql.push_str("PRAGMA key = \"x'");
        for byte in self.0.iter().copied() {
            for nibble in [byte >> 4, byte & 15] {
                let digit = DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
                sql.push(char::from(digit));
            }
        }
        sql.push_str("'\"");
        sql
    }
}

impl std::fmt::Debug for LedgerKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("LedgerKey(..)")
    }
}
