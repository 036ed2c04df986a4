package com.plugipay.file;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.egress.Egress;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.Writes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires pictures. What reads and writes them is loaded with the first one.
@Configuration(proxyBeanMethods = false)
public class FileModule {
    @Bean
    FileStore fileStore() {
        return new FileStore();
    }

    @Bean
    Pictures pictures() {
        return new Pictures();
    }

    @Bean
    Proofs proofs(FileStore store, Pictures pictures, Install install) {
        return new Proofs(store, pictures, install);
    }

    @Bean
    Images images(FileStore store, Pictures pictures) {
        return new Images(store, pictures);
    }

    @Bean
    FetchPicture fetchPicture(
            Database database, Egress egress, Pictures pictures, FileStore store, Install install, WorkspaceTime time) {
        return new FetchPicture(database, egress, pictures, store, install, time);
    }

    @Bean
    FileApi fileApi(
            Database database, FileStore store, Pictures pictures, Writes writes, Answers answers, WorkspaceTime time) {
        return new FileApi(database, store, pictures, writes, answers, time);
    }
}
