import dev.correlator.intake.AccessFormat;
import dev.correlator.intake.CriFormat;
import dev.correlator.intake.DockerFormat;
import dev.correlator.intake.IsoFormat;
import dev.correlator.intake.JournaldExportFormat;
import dev.correlator.intake.JournaldJsonFormat;
import dev.correlator.intake.JsonFormat;
import dev.correlator.intake.JulFormat;
import dev.correlator.intake.KlogFormat;
import dev.correlator.intake.LoggingFormat;
import dev.correlator.intake.Rfc3164FileFormat;
import dev.correlator.intake.Rfc3164Format;
import dev.correlator.intake.Rfc5424Format;
import dev.correlator.intake.UntimedFormat;

/** Front-ends: from bytes to stamped records. */
module dev.correlator.intake {
  requires transitive dev.correlator.core;

  exports dev.correlator.intake;

  uses dev.correlator.api.RecordFormat;

  provides dev.correlator.api.RecordFormat with
      AccessFormat,
      CriFormat,
      DockerFormat,
      IsoFormat,
      JournaldExportFormat,
      JournaldJsonFormat,
      JsonFormat,
      JulFormat,
      KlogFormat,
      LoggingFormat,
      Rfc3164FileFormat,
      Rfc3164Format,
      Rfc5424Format,
      UntimedFormat;
}
