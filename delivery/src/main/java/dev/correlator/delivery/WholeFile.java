package dev.correlator.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there when it is whole: it is written beside its place, under a hidden name that
 * ends in {@code .part}, and takes its place by {@link #commit}. Until then what was there stays as
 * it was. Folders that are not there are made. Links are followed, and stay; the permissions of a
 * file that is replaced are kept. What is no regular file, a pipe or a device, is not replaced but
 * written. Used by one thread.
 */
public final class WholeFile implements Closeable {

  /** How many links in a row are followed; the system's own bound is the same. */
  private static final int LINKS_MAX = 40;

  private final Path target;

  /** What is to take the target's place; null where nothing can. */
  private final @Nullable Path part;

  private final @Nullable FileChannel channel;
  private @Nullable OutputStream stream;
  private boolean committed;

  /**
   * Readies a file.
   *
   * @param file where it will be
   * @throws IOException if it cannot be written there; what else is no regular file is opened by
   *     {@link #stream}, as that may wait for a reader
   */
  public WholeFile(Path file) throws IOException {
    target = target(file);
    if (Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "is a directory; name a file");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      part = null;
      channel = null;
      return;
    }
    Path folder = Objects.requireNonNull(target.getParent(), "folder");
    Files.createDirectories(folder);
    Path name = Objects.requireNonNull(target.getFileName(), "name");
    String apart = UUID.randomUUID().toString().substring(0, 8);
    Path beside = folder.resolve("." + name + "." + apart + ".part");
    try {
      channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new FileSystemException(file.toString(), null, "no file can be made in " + folder);
    }
    beside.toFile().deleteOnExit(); // where the user stops the program
    part = beside;
  }

  /**
   * Where what is written to a name ends up: links followed, also one that leads to nothing yet.
   *
   * @return an absolute path
   */
  public static Path target(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int i = 0; Files.isSymbolicLink(target); i++) {
      if (i == LINKS_MAX) {
        throw new FileSystemException(file.toString(), null, "leads through too many links");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  /** Takes the bytes, unbuffered; the same each time. */
  public OutputStream stream() throws IOException {
    OutputStream open = stream;
    if (open == null) {
      FileChannel file = channel;
      open = file == null ? Files.newOutputStream(target) : Channels.newOutputStream(file);
      stream = open;
    }
    return open;
  }

  /** All is written: it takes its place. */
  public void commit() throws IOException {
    commit(null);
  }

  /**
   * The same with a date.
   *
   * @param written when the file is to have been written; null: now
   */
  public void commit(@Nullable Instant written) throws IOException {
    Path whole = part;
    FileChannel file = channel;
    if (whole == null || file == null) {
      stream().close(); // opened, where there was nothing to write: who reads it sees the end
      return;
    }
    file.force(true); // before the name points to it
    file.close();
    keepPermissions(whole);
    if (written != null) {
      Files.setLastModifiedTime(whole, FileTime.from(written));
    }
    try {
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
    }
    committed = true;
  }

  private void keepPermissions(Path whole) throws IOException {
    var before = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    var now = Files.getFileAttributeView(whole, PosixFileAttributeView.class);
    if (before != null && now != null && Files.exists(target)) {
      now.setPermissions(before.readAttributes().permissions());
    }
  }

  /** Gives up what is not {@linkplain #commit committed}. */
  @Override
  public void close() throws IOException {
    FileChannel file = channel;
    Path unfinished = part;
    if (file == null || unfinished == null) {
      if (stream != null) {
        stream.close();
      }
    } else if (!committed) {
      try {
        file.close();
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }
  }
}
