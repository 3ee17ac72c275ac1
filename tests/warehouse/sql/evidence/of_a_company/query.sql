FROM evidence('汽车销量', entity := '青溪汽车')
