package dev.correlator.api;

/** Something normal that is worth knowing. */
public interface NoticeEvent extends Event {}
