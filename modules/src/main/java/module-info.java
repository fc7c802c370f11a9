/** The built-in logic modules, written on the public interface only. */
module dev.correlator.modules {
  requires transitive dev.correlator.api;

  exports dev.correlator.modules;

  // The engine makes and reads the records that modules declare.
  opens dev.correlator.modules;

  provides dev.correlator.api.LogicModule with
      dev.correlator.modules.Certbot,
      dev.correlator.modules.OpenSsh,
      dev.correlator.modules.Postfix,
      dev.correlator.modules.Report,
      dev.correlator.modules.Sudo,
      dev.correlator.modules.Systemd,
      dev.correlator.modules.Transmission;
}
