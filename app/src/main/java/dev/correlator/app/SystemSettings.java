package dev.correlator.app;

import dev.correlator.api.Setting;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What all applications share.
 *
 * @param dataDir the folder that handlers' relative paths are resolved against
 * @param timezone the zone of calendars
 */
record SystemSettings(
    @Setting(
            doc =
                "Folder for everything that is written; handlers' relative paths begin here."
                    + " Relative to the configuration file; empty: the current folder",
            def = "")
        Path dataDir,
    @Setting(
            doc = "Time zone of days, hours and other periods that statistics are kept for",
            def = "UTC")
        ZoneId timezone) {}
