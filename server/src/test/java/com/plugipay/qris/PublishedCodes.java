package com.plugipay.qris;

/// Payment codes that others published, each with the public page and the day it was read.
public final class PublishedCodes {
    /// The example of the EMVCo specification, in the manual of the npm package `emvqr`
    /// (npmjs.com/package/emvqr, read 2026-11-26): yuan, and a name in Chinese.
    public static final String EMVCO =
            "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802"
                    + "CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***"
                    + "0708A60086670902ME91320016A0112233449988770708123456786304A13A";

    /// npmjs.com/package/@terryds/qris-decoder, read 2026-11-26: static, and it asks for a tip.
    public static final String STATIC_WITH_TIP =
            "00020101021126680016ID.CO.TELKOM.WWW011893600898026635207502150001952663520750303UMI"
                    + "51440014ID.CO.QRIS.WWW0215ID10211254059720303UMI5204549953033605502015802ID5906BIOLBE6011KAB. MALANG"
                    + "610565168622005091147938120703A03630404CB";

    /// lcat.dev, "Format checksum yang dipakai di QRIS", read 2026-11-26: static.
    public static final String STATIC =
            "00020101021126660014ID.LINKAJA.WWW011893600911000093000502151912131509300050303UME5144"
                    + "0014ID.CO.QRIS.WWW0215ID20190139612790303UME5204839853033605802ID5924Infak Sinergi Foundation6007BANDUNG"
                    + "61054017362070703A01630458E0";

    /// pub.dev/packages/qris_dinamis/example, read 2026-11-26: static, of a bank.
    public static final String STATIC_OF_A_BANK =
            "00020101021126590013ID.CO.BNI.WWW011893600009150305256502096102070790303UBE51440014"
                    + "ID.CO.QRIS.WWW0215ID20222337822690303UBE5204472253033605802ID5912VFS GLOBAL 66015JAKARTA SELATAN6105129406"
                    + "2070703A016304D7C5";

    /// AstraPay's manual of its SNAP API, "Generate QR MPM", read 2026-11-26: for one payment, with a fee of its own.
    public static final String FOR_ONE_WITH_FEE =
            "00020101021226640018ID.CO.ASTRAPAY.WWW011893600822321989939702092198993200303UMI"
                    + "51400014ID.CO.QRIS.WWW0211ID2198993970303UMI5204549953033605404100055020256031005802ID5912Toko Asepso5"
                    + "6007JAKARTA61051015062210110BJI33Z8Z0H0703A016304E8D4";

    /// A Pakasir manual, read 2026-11-26: for one payment, its amount written with two decimals.
    public static final String FOR_ONE_WITH_DECIMALS =
            "00020101021226610016ID.CO.SHOPEE.WWW01189360091800216005230208216005230303UME"
                    + "51440014ID.CO.QRIS.WWW0215ID10243228429300303UME5204792953033605409100003.005802ID5907Pakasir6012KAB. KEBUMEN"
                    + "61055439262230519SP25RZRATEQI2HQ65Q46304A079";

    /// The manual of Xendit's Python SDK, "Create QR Code", read 2026-11-26: from before the registry had its name of
    /// today, with an amount in a code that says it is for many, and with a checksum that is not that of its text.
    public static final String OF_XENDIT_2020 =
            "00020101021126660014ID.LINKAJA.WWW011893600911002411480002152004230411480010303UME"
                    + "51450015ID.OR.GPNQR.WWW02150000000000000000303UME520454995802ID5920Placeholder merchant6007Jakarta6106123456"
                    + "62380115wLoc6DRGwAOgSkZ0715wLoc6DRGwAOgSkZ53033605404400063047668";

    /// developer.mastercard.com, "Generate QR codes", read 2026-11-26: dollars, an account that is no list of fields.
    public static final String MASTERCARD =
            "000201010211057704736a2f41a3-c54c-fce8-32d2-0324e1c32e22*3440e5bf-81ca-4c5f-a1b2-"
                    + "cf989f09a03952045024530384054031005802US5913Test Merchant6008New York62080304123463046F6D";

    private PublishedCodes() {}
}
