type Row = readonly [
  barcode: string | null,
  name: string,
  category: string,
  rupiah: number,
  unit: string,
  weighed?: boolean,
];

const ROWS: readonly Row[] = [
  ["8992761002015", "Mi goreng instan 85 g", "Mi & bumbu", 3500, "bungkus"],
  ["8991002105447", "Kopi bubuk 165 g", "Minuman", 14500, "bungkus"],
  ["8999999059002", "Sabun mandi 80 g", "Kebersihan", 4200, "buah"],
  ["8992753720309", "Susu kental manis 370 g", "Susu", 12900, "kaleng"],
  ["8993175535878", "Biskuit cokelat 130 g", "Camilan", 8700, "bungkus"],
  ["8886008101053", "Air mineral 600 ml", "Minuman", 3500, "botol"],
  ["8998866200301", "Minyak goreng 2 liter", "Sembako", 38500, "pouch"],
  ["8997014700011", "Beras pulen 5 kg", "Sembako", 74500, "karung"],
  ["8992696404441", "Gula pasir 1 kg", "Sembako", 17500, "bungkus"],
  ["8995102702384", "Tepung terigu 1 kg", "Sembako", 12300, "bungkus"],
  ["8992388101016", "Kecap manis 550 ml", "Mi & bumbu", 23900, "botol"],
  ["8992717900228", "Saus sambal 335 ml", "Mi & bumbu", 14200, "botol"],
  ["8998898101409", "Teh celup isi 25", "Minuman", 6900, "kotak"],
  ["8992727002028", "Sampo 170 ml", "Kebersihan", 21500, "botol"],
  ["8992222053846", "Pasta gigi 190 g", "Kebersihan", 13800, "buah"],
  ["8992946523737", "Detergen bubuk 800 g", "Kebersihan", 19900, "bungkus"],
  ["8996001600269", "Keripik singkong 120 g", "Camilan", 9800, "bungkus"],
  ["8992775001011", "Wafer keju 145 g", "Camilan", 7600, "bungkus"],
  ["8993351124018", "Susu UHT cokelat 200 ml", "Susu", 5900, "kotak"],
  ["8998009010231", "Es krim mangkuk 90 ml", "Susu", 6500, "buah"],
  [null, "Telur ayam negeri", "Segar", 28500, "kg", true],
  [null, "Bawang merah", "Segar", 36000, "kg", true],
  [null, "Cabai rawit merah", "Segar", 68000, "kg", true],
  [null, "Pisang ambon", "Segar", 24000, "kg", true],
  [null, "Tempe papan", "Segar", 6000, "papan"],
  [null, "Tahu putih isi 10", "Segar", 8000, "bungkus"],
  [null, "Es batu kristal", "Segar", 5000, "bungkus"],
  [null, "Gas LPG 3 kg", "Sembako", 22000, "tabung"],
  [null, "Air galon isi ulang", "Minuman", 7000, "galon"],
];

/** The catalog of a small shop, as a file that the import reads. */
export function catalogCsv(): string {
  const lines = ROWS.map(([barcode, name, category, rupiah, unit, weighed = false], place) =>
    [
      barcode ?? "",
      `SKU-${String(place + 1).padStart(4, "0")}`,
      name,
      category,
      rupiah,
      Math.round(rupiah * 0.8),
      ((place * 37) % 90) + 4,
      unit,
      weighed ? "ya" : "tidak",
    ].join(";"),
  );
  return ["barcode;sku;nama;kategori;harga;harga_beli;stok;satuan;timbang", ...lines, ""].join(
    "\n",
  );
}
