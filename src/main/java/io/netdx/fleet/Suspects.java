package io.netdx.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Notes, for one snapshot, the attempts that began with it and did not come to its end. */
final class Suspects {

    private final FileSystem files;
    private final Path folder;
    private final String name;

    Suspects(String folder, Item item, Configuration conf) throws IOException {
        this.folder = new Path(folder);
        this.files = this.folder.getFileSystem(conf);
        this.name = UUID.nameUUIDFromBytes(item.uri().getBytes(StandardCharsets.UTF_8)).toString();
    }

    int count() throws IOException {
        FileStatus[] noted = files.globStatus(new Path(folder, name + ".*"));
        return noted == null ? 0 : noted.length;
    }

    void begin(int attempt) throws IOException {
        files.create(new Path(folder, name + "." + attempt), true).close();
    }

    void end(int attempt) throws IOException {
        files.delete(new Path(folder, name + "." + attempt), false);
    }
}
